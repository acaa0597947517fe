"""Whether a folder of outcome tables is what the codebook says, asked before anything is counted from it."""
