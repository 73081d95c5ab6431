"""Forms of objects: which field the type of a value gets, and the way from the document to the form and back."""
