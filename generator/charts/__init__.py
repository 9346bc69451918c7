"""Charts: values → geometry in whole units. The drawing itself is in templates/charts/."""
