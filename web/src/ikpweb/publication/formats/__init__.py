"""A public release in the forms that people use, made from its frozen files once and kept beside it."""
