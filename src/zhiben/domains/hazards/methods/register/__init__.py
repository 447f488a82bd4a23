"""Reading a register as an office keeps it, in any layout: cells, head, columns, rows, and back again."""
