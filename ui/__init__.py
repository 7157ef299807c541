"""What people touch: the web page and the command line."""
