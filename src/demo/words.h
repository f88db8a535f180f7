/* Word lists of the made-up city. No person of the lists exists; the words are only common. */
#ifndef PADAN_DEMO_WORDS_H
#define PADAN_DEMO_WORDS_H
#include "base/base.h"

struct demo_word {
	const char *ptr;
	size_t len;
};
struct demo_pool {
	const struct demo_word *word; /* the most common first */
	size_t count;
};
struct demo_kelurahan {
	uint64_t code;
	struct demo_word name;
};
struct demo_prefix {
	uint16_t kab;   /* PPKK */
	uint16_t count; /* its kecamatan are 01..count, more or less */
};
struct demo_prefix_pool {
	const struct demo_prefix *prefix;
	size_t count;
};
enum demo_pool_id {
	POOL_JAWA_L, POOL_JAWA_P, POOL_JAWA_2L, POOL_JAWA_2P, POOL_ISLAM_L, POOL_ISLAM_P, POOL_MINANG_L,
	POOL_MINANG_P, POOL_MINANG_M, POOL_BATAK_L, POOL_BATAK_P, POOL_BATAK_M, POOL_NIAS_M, POOL_NIAS_L,
	POOL_NIAS_P, POOL_NTT_L, POOL_NTT_P, POOL_NTT_M, POOL_CINA_M, POOL_CINA_SL, POOL_CINA_SP,
	POOL_CINA_L, POOL_CINA_P, POOL_CINA_2, POOL_BUGIS_L, POOL_BUGIS_P, POOL_SUNDA_L, POOL_SUNDA_P,
	POOL_SUNDA_2, POOL_ZAMAN_L, POOL_ZAMAN_P, POOL_ZAMAN_2L, POOL_ZAMAN_2P, POOL_GELAR_MELAYU_L,
	POOL_GELAR_MELAYU_P, POOL_INDIA_L, POOL_INDIA_P, POOL_PETIK, POOL_KOTA,
	DEMO_POOL_COUNT
};
/* Where a family comes from: its naming customs and where its older members were registered first. */
enum demo_custom {
	CUSTOM_MELAYU, CUSTOM_JAWA, CUSTOM_MINANG, CUSTOM_BATAK, CUSTOM_CINA, CUSTOM_NTT, CUSTOM_BUGIS, CUSTOM_SUNDA,
	CUSTOM_NIAS, CUSTOM_LAMA, /* region codes that no longer exist */
	DEMO_CUSTOM_COUNT
};
#define DEMO_KELURAHAN 64
extern const struct demo_pool demo_pools[DEMO_POOL_COUNT];
extern const struct demo_pool demo_streets;
extern const struct demo_word demo_kecamatan[12];
extern const struct demo_kelurahan demo_kelurahan[DEMO_KELURAHAN];
extern const struct demo_prefix_pool demo_prefixes[DEMO_CUSTOM_COUNT];
#endif
