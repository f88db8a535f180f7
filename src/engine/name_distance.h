/* How far two words are apart in letters, by integers only. Private to name_*.c. */
#ifndef PADAN_NAME_DISTANCE_H
#define PADAN_NAME_DISTANCE_H
#include "base/str.h"

/* True when a becomes b by at most one letter changed, added or dropped or two neighbours exchanged. */
static inline bool name_one_edit(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	if (a.len > b.len) {
		struct str t = a;
		a = b;
		b = t;
	}
	if (b.len - a.len > 1)
		return false;
	while (i < a.len && a.ptr[i] == b.ptr[i])
		i++;
	while (k < a.len - i && a.ptr[a.len - 1 - k] == b.ptr[b.len - 1 - k])
		k++;
	size_t ra = a.len - i - k, rb = b.len - i - k;
	if (ra == 0)
		return rb <= 1;
	return rb == 1 || (ra == 2 && rb == 2 && a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i]);
}

/* Jaro-Winkler of at most 64 letters each, 0..1000, by integers. pos: for each letter where it stands in b. */
static inline unsigned name_jaro_winkler(struct str a, struct str b)
{
	uint64_t pos[27], used_a = 0, used_b = 0;
	size_t la = a.len < 64 ? a.len : 64, lb = b.len < 64 ? b.len : 64, most = la > lb ? la : lb;
	size_t window = most / 2 > 0 ? most / 2 - 1 : 0, prefix = 0;
	unsigned m = 0, out = 0;
	if (la == 0 || lb == 0)
		return 0;
	memset(pos, 0, sizeof(pos));
	for (size_t j = 0; j < lb; j++)
		pos[b.ptr[j] & 31] |= UINT64_C(1) << j;
	uint64_t near = window >= 63 ? ~UINT64_C(0) : (UINT64_C(1) << (window + 1)) - 1;
	for (size_t i = 0; i < la; i++) {
		uint64_t hit = pos[a.ptr[i] & 31] & ~used_b & near;
		if (hit) {
			used_b |= hit & -hit;
			used_a |= UINT64_C(1) << i;
			m++;
		}
		near = i < window ? near << 1 | 1 : near << 1;
	}
	if (m == 0)
		return 0;
	for (uint64_t x = used_a, y = used_b; x; x &= x - 1, y &= y - 1)
		out += a.ptr[__builtin_ctzll(x)] != b.ptr[__builtin_ctzll(y)];
	while (prefix < 4 && prefix < la && prefix < lb && a.ptr[prefix] == b.ptr[prefix])
		prefix++;
	/* (m/la + m/lb + (m - out/2)/m) / 3 over one denominator, then the prefix's share of what is missing. */
	uint64_t den = (uint64_t)6 * la * lb * m;
	uint64_t num = 2 * (uint64_t)m * m * (la + lb) + (uint64_t)(2 * m - out) * la * lb;
	uint64_t jaro = num * 1000000 / den;
	return (unsigned)((jaro + (1000000 - jaro) * prefix / 10) / 1000);
}
#endif
