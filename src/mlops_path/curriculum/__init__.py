"""Files → curriculum: reading, checking, compiling. Knows nothing about learners."""
