"""A build on a local web server: the explorer, a SPARQL endpoint and a page to query it."""
