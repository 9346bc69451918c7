"""Values → Markdown pages, by Jinja templates."""
