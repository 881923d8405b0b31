"""The countries that the package ships, as the same kind of data that another country writes."""
