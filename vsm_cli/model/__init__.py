"""The domain: value streams and what they rest on, as frozen records.

Every id in the model resolves: a reference that does not is dropped by loading and its key
is named in `unread`, so that rules about presence, flow and references can stay silent.
"""
