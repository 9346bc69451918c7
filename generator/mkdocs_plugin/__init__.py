"""The site inside a build or a server of MkDocs."""
