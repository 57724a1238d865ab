"""The command `newsdelta`: what a person types, and the local stack behind `newsdelta up`."""
