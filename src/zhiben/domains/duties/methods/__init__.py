"""Pure algorithms of duties: which periods a duty has, and whom a selector means."""
