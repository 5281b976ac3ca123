"""Long proofs, each a class that proves one thing after the other and remembers it."""
