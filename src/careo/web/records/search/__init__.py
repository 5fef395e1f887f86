"""Search behind one port.

port      what any index can do, in frozen values, and the reader's query language
tantivy   the embedded adapter
documents rows to index documents
feeding   outbox to index, and rebuilding it from the records
finding   what the site calls: hits joined to what the gate shows
"""
