"""A wijkscan as data: its parts, the tree of its own texts, and what changed since it was last looked at.

definition  its parts in order, the questions that help, the frames and the road
parts       what a wijkscan consists of and what each part holds
tree        an own text, read
tokens      Markdown as tokens, safely
markup      an own text read, searched and reworded
amounts     numbers in Dutch words, and whether a wording leaves room for what is true
splicing    a text of which only what changed is sent
merging     what two people changed in one part, put together
changes     what isn't as it was accepted, and accepting it one by one
versions    what differs between two versions
facts       what is known now, to hold texts against
told        what a text says that the figures contradict
checklist   what is still to be done, and how far it is
"""
