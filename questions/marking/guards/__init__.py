"""What speaks against a point that an answer seems to make: denied, turned round, other names and numbers."""
