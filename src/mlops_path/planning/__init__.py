"""How paths come, change and go: plans from files, new editions, exports. Proposed here, kept by the tracker."""
