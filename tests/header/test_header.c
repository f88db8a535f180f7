/* Compiles the public header under strict C99, with nothing else included before it. */
#include "padan.h"

int main(void)
{
	padan_options o = PADAN_OPTIONS_INIT;
	return o.version == PADAN_OPTIONS_VERSION ? 0 : 1;
}
