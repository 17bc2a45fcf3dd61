"""Nodes become corners, and busy links two edges."""

import numpy as np
from numba import njit

NO_LINK = -1
LEFT, RIGHT = 1, -1


@njit(cache=True)
def part(a, b, kind, left, right, two_sided, ptr, end_link, end_angle, crossing):
    nodes, links = len(ptr) - 1, len(a)
    most = 2 * links + len(end_link)
    new_a, new_b = np.empty(most, np.int64), np.empty(most, np.int64)
    new_kind, new_link = np.empty(most, np.int64), np.empty(most, np.int64)
    new_side = np.zeros(most, np.int8)
    origin = np.empty(nodes + len(end_link), np.int64)
    # Corner at each end of each link: of the link itself, else of its left and right side.
    at_a, at_b = np.empty((2, links), np.int64), np.empty((2, links), np.int64)
    made, corners = 0, 0
    for node in range(nodes):
        first, last = ptr[node], ptr[node + 1]
        arms = 0
        for end in range(first, last):
            link = end_link[end] if end_link[end] >= 0 else ~end_link[end]
            arms += two_sided[link]
        parted = arms >= 2
        count = arms if parted else 1
        base = corners
        corners += count
        for corner in range(base, corners):
            origin[corner] = node
        arm = -1  # corner n lies between arm n and the next one, anticlockwise
        for end in range(first, last):
            begins = end_link[end] >= 0
            link = end_link[end] if begins else ~end_link[end]
            if two_sided[link]:
                arm += 1
            behind = base + (arm - 1) % count if parted else base
            ahead = base + arm % count if parted else base
            if not two_sided[link]:
                one = other = ahead
            elif begins:  # looking out along the way: its left is ahead, anticlockwise
                one, other = ahead, behind
            else:  # looking back along it
                one, other = behind, ahead
            if begins:
                at_a[0, link], at_a[1, link] = one, other
            else:
                at_b[0, link], at_b[1, link] = one, other
            if parted and two_sided[link] and not (count == 2 and arm == 1):
                new_a[made], new_b[made] = behind, ahead
                new_kind[made], new_link[made] = crossing[node], NO_LINK
                made += 1
    for link in range(links):
        for side in range(2 if two_sided[link] else 1):
            new_a[made], new_b[made] = at_a[side, link], at_b[side, link]
            new_kind[made] = kind[link]
            if two_sided[link]:
                new_kind[made] = left[link] if side == 0 else right[link]
                new_side[made] = LEFT if side == 0 else RIGHT
            new_link[made] = link
            made += 1
    return (
        new_a[:made], new_b[:made], new_kind[:made], new_side[:made], new_link[:made],
        origin[:corners],
    )  # fmt: skip
