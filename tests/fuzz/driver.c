/* Runs a fuzz target over files and folders of files, without a fuzzer: kept crashes and seeds are tests. */
#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = malloc(1 << 24);
	size_t n;
	if (!f || !data) {
		free(data);
		if (f)
			(void)fclose(f);
		return 1;
	}
	n = fread(data, 1, 1 << 24, f);
	(void)fclose(f);
	{
		/* An exact copy, so that a sanitizer sees a byte read too far. */
		uint8_t *exact = malloc(n ? n : 1);
		if (exact) {
			memcpy(exact, data, n);
			(void)LLVMFuzzerTestOneInput(exact, n);
		}
		free(exact);
	}
	free(data);
	return 0;
}

static int run_path(const char *path, size_t *count)
{
	struct stat st;
	DIR *d;
	struct dirent *e;
	if (stat(path, &st) != 0)
		return 0;
	if (S_ISREG(st.st_mode)) {
		(*count)++;
		return run_file(path);
	}
	d = opendir(path);
	if (!d)
		return 1;
	while ((e = readdir(d)) != NULL) {
		char sub[4096];
		if (e->d_name[0] == '.' || snprintf(sub, sizeof(sub), "%s/%s", path, e->d_name) >= (int)sizeof(sub))
			continue;
		if (run_path(sub, count))
			return 1;
	}
	(void)closedir(d);
	return 0;
}

int main(int argc, char **argv)
{
	size_t count = 0;
	(void)LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++)
		if (run_path(argv[i], &count)) {
			(void)fprintf(stderr, "%s: cannot be run\n", argv[i]);
			return 1;
		}
	(void)printf("%zu files\n", count);
	return 0;
}
