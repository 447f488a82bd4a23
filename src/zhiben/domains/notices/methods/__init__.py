"""Pure methods of notices."""
