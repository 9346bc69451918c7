"""The rules that data must keep; each is one function that is found by itself."""
