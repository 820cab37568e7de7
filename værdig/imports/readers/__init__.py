"""Reading: bytes of a file in, a `ReadFile` out; pure functions that know neither database nor request."""
