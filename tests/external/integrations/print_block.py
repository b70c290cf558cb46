"""print_block.py NAME: the block of docs/integrations.md with this name."""

import sys

from blocks import blocks

sys.stdout.write(blocks()[sys.argv[1]])
