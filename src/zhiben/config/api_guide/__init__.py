"""The page that explains the API, made from its own OpenAPI document."""
