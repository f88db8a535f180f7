/* Calls that have a safe form in this tree become compile errors. Included last by base.h. */
#ifndef PADAN_BANNED_H
#define PADAN_BANNED_H
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok strncpy strncat scanf sscanf atoi atol atof
#pragma GCC poison system popen mktemp tmpnam rand gmtime localtime setjmp longjmp
#endif
