"""What a record survives: kills, power cuts, full disks, damage, many writers.

Short forms run in `make test`, long ones in `make soak`.
"""
