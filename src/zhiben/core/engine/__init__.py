"""Django's engine for PostgreSQL with a cheaper look at the connection before a request."""
