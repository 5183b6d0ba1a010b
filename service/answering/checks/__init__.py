"""What can be wrong with a statement: each check objects to one kind of thing, or says nothing."""
