"""Documents → the formats of other programs, each with what it could not carry; five of them are read back."""
