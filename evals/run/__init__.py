"""One run of the cases through the Answerer: what is asked, what came out, and the folder that keeps it."""
