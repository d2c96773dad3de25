"""The profile of an area as plain data: its figures beside others, paragraph by paragraph of the format.

area     which area it is, and what it lies in
figures  its figures and those of the areas beside it, each with its bounds
layout   which figures a paragraph begins with
cards    a figure beside others, with a sentence that is true under rounding
paragraph  a paragraph: cards, all its figures, what's missing, who can tell, sources
striking what differs most, for certain
around   places and records of a paragraph
opened   a figure opened: definition, source, all years
"""
