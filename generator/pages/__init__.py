"""What pages show: a function for each kind of page gives its template and its values."""
