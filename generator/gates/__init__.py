"""What a finished site keeps before it is published, and how two sites differ."""
