"""What the cells of spreadsheets hold: fields of the models, in the words of an office."""
