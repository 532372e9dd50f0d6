"""Run bundles: folders that keep a run block by block, so that nothing finished is ever done twice.

Sits between the ensemble and the verdict: it keeps named arrays and files, and knows nothing of
what they mean.
"""
