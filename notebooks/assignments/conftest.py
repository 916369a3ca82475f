"""tests/assignments/ runs these notebooks: the stubs of a release have to fail."""

collect_ignore_glob = ["*"]
