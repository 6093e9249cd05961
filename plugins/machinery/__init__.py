"""What `plugins/build` is made of: one module a concern."""
