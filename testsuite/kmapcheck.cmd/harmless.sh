# SPDX-License-Identifier: GPL-2.0-or-later
# bench/harmless on a few odd programs: the plugin does none of them any harm,
# and what would be harm is found.
. "$TESTSUITE/lib/script.sh"

if ! python3 -c '' 2>/dev/null; then
	unsupported "bench/harmless: there is no python3"
	exit 0
fi
case $SANITIZE in
*address*) sanitized="--sanitized --cxx=$CXX" ;;
*) sanitized= ;;
esac

mkdir odd
cat >odd/nested.c <<'EOF'
extern void each(int *p, void (*f)(int *));
int sum(int *p, int n)
{
	__label__ out;
	int s = 0, k[n];
	void add(int *q)
	{
		if (*q < 0)
			goto out;
		s += *q + k[n - 1];
	}
	k[n - 1] = n;
	each(p, add);
out:
	return s;
}
int twice(int n)
{
	int add(int i)
	{
		int add(int j) { return j + n; }
		return add(i) + add(n);
	}
	{
		int two(void) { return 2; }
		n += two();
	}
	{
		int two(void) { return 3; }
		n += two();
	}
	return add(n);
}
EOF
cat >odd/jumps.c <<'EOF'
int run(const unsigned char *code, int n)
{
	static const void *const to[] = { &&add, &&sub, &&end };

	goto *to[*code];
add:
	n++;
	goto *to[*++code];
sub:
	n--;
	goto *to[*++code];
end:
	return n;
}
int busy(void)
{
	asm goto ("" : : "r" (0) : "memory" : yes, no);
	return 0;
yes:
	return 1;
no:
	return 2;
}
int wide(unsigned long n)
{
	switch (n) {
	case 0x7fffffffffffffff ... 0x8000000000000001:
		return 1;
	case 5:
		n++;
	default:
		for (;;)
			if (n++ == 3)
				return n;
	}
}
int never(int n)
{
again:
	goto again;
	return n;
}
void nothing(void) { for (;;); }
EOF
cat >odd/types.c <<'EOF'
typedef int v4 __attribute__((vector_size(16)));
typedef union { int *i; float *f; } any __attribute__((transparent_union));
struct bits { unsigned a:3; long long b:40; _Bool c:1; signed d:1; } b, *bp;
struct none { } e;
struct flex { int n; int tail[]; };
struct pair { long a, b; } make(_Complex double, __int128);
static void take(any a) { *a.i = 1; }
v4 shuffle(v4 a, v4 b, int n)
{
	v4 c = (a < b) & (a + b) & __builtin_shuffle(a, b);

	c[n] = c[n & 3] << 2;
	return c;
}
_Complex double turn(_Complex float z, double d)
{
	_Complex double y = z * z + d;

	__imag__ y = __real__ z;
	return ~y;
}
__int128 big(__int128 a, unsigned __int128 b) { return a / 3 + (b >> 99); }
int bits(int n)
{
	int *p = &n;

	take(p);
	b.a += n;
	b.b = -b.b;
	bp->c = !bp->d;
	*bp = b;
	return b.d + bp->b + make(1.0i, 2).a;
}
long vla(int n, int m)
{
	struct s { int k, a[n][m]; } s, t[m];

	s.a[n - 1][m - 1] = sizeof(s);
	t[0] = s;
	return t[m - 1].a[0][1] + sizeof(t);
}
struct none empty(struct none x, struct flex *f)
{
	struct none y[0], z = x;

	f->tail[f->n] = __builtin_choose_expr(1, 2, y);
	return z;
}
float half(_Float16 h, long double l) { return h + l + 0x1p-3f; }
char *text(int n) { return n + (char *)L"abc" + ("def" "\0x")[n]; }
EOF
cat >odd/calls.c <<'EOF'
typedef __builtin_va_list va;
extern int setjmp(void *) __attribute__((returns_twice));
extern void die(void) __attribute__((noreturn)), abort(void);
struct big { char c[100]; } make(int), *where;
void *buf[5], *to(void) __attribute__((const)), *next;
extern double apply();
int old(a, b) char a; float b; { return a + b; }
int undeclared(void) { return unknown(1, 2.0) + old('a'); }
void *forward(int n)
{
	__builtin_return(__builtin_apply((void (*)())apply,
					 __builtin_apply_args(), 64));
}
int list(int n, ...)
{
	va a, b;
	struct big s;

	__builtin_va_start(a, n);
	__builtin_va_copy(b, a);
	s = __builtin_va_arg(a, struct big);
	n += __builtin_va_arg(b, double);
	__builtin_va_end(a);
	return s.c[n];
}
int again(int n)
{
	volatile int k = n;

	if (setjmp(buf) || __builtin_setjmp(buf))
		return k;
	if (n < 0)
		abort();
	if (n)
		__builtin_longjmp(next, 1);
	die();
}
void left(struct big *p) { *where = *p; }
int cleaned(int n)
{
	struct big b __attribute__((cleanup(left))), c = make(n);
	char *s = __builtin_alloca(n);

	b = c;
	__builtin_memcpy(s, &b, sizeof(c));
	return s[n] + (n ?: make(2).c[n]) + ({ int i = n; i++; });
}
void through(void (**f)(int), int n) { (*f[n])(n); ((void (*)(void))16)(); }
static inline int pack(int n, ...) { return n; }
int same(int) __attribute__((alias("undeclared_too")));
int undeclared_too(int n) { return pack(n, 1, 2) + same(n - 1); }
EOF
cat >odd/asm.c <<'EOF'
struct s { long a, b; char c[9]; } g;
int out(int n, struct s *p)
{
	int a, b = n;

	asm volatile ("" : "=r" (a), "+r" (b), "=m" (*p), "=r" (p->b)
		      : "m" (g), "0" (n), "i" (&g) : "cc", "memory");
	asm ("" : "=m" (*(void *)p), "=r" (b) : "m" (*(void *)n));
	asm ("" : "=g" (g.a) : "g" (p->c[n]));
	asm ("");
	return a + b;
}
asm (".ascii \"\"");
_Atomic int at;
_Thread_local struct s tls;
_Atomic struct s whole;
long atomic(long n)
{
	struct s s = whole;

	at += n;
	__atomic_store_n(&tls.a, at++, __ATOMIC_RELEASE);
	__sync_fetch_and_add(&tls.b, n);
	whole = tls;
	return __atomic_compare_exchange_n(&s.a, &n, 2, 0, 5, 5) + s.b;
}
long overflows(long a, int b, unsigned char *p)
{
	return __builtin_add_overflow(a, b, &a) +
	       __builtin_mul_overflow(a, 3u, p) + __builtin_sub_overflow_p(
	       a, b, (int)0) + __builtin_constant_p(a) + (long)&g.c[*p];
}
EOF
cat >odd/wide.c <<'EOF'
int a[9];
struct bits { unsigned long a:63, b:1; } b;
char *far(char *p) { p[-0x7fffffffffffffff - 1] = 1; return p + 1200000000000000000; }
long *further(long *p) { p[1200000000000000000 / 8] = 1; return &p[0x7ffffffffffffff]; }
long matrix(void) { return ((int (*)[1L << 40])a)[1L << 30][1L << 40]; }
void bits(long n) { b.a = n; b.b = n; }
int top(unsigned long n)
{
	a[0] = n >= 0x8000000000000000 && (n & 0x7fffffffffffffff) > 7;
	a[1] = (long)n > -0x7fffffffffffffff - 1 ? (long)n / -1 : (long)n % -1;
	return (n & -0x7fffffffffffffff - 1) + n * (-0x7fffffffffffffff - 1);
}
#ifdef __SIZEOF_INT128__
int element(__int128 n) { return a[n] + a[(__int128)1 << 70 >> 69]; }
int which(unsigned __int128 n)
{
	switch (n) {
	case 1:
		return 3;
	case ((unsigned __int128)1 << 64) + 2:
		return 4;
	default:
		return 5;
	}
}
#endif
EOF
echo 'int broken(void) { return missing; }' >odd/broken.c

harmless() {
	run env PYTHONDONTWRITEBYTECODE=1 python3 "$TOP/bench/harmless" \
		--kmapcheck="$KMAPCHECK" --cc="$1" $sanitized --torture odd \
		--flags="$2"
}

for level in -O2 -O0; do
	harmless "$TARGET_CC" $level
	verdict "$level: odd programs come to no harm" test "$status" = 0
	cat out err
	verdict "$level: none is left out but one that cannot be compiled" \
		grep -q '^programs: 7, compiled without the plugin: 6, not: 1' out
	verdict "$level: that is named" grep -q '^broken.c: not compiled' out
	verdict "$level: all functions are lowered and analysed" awk '
		/^all: functions/ { sub(/,/, "", $3); sub(/,/, "", $5)
				    sub(/,/, "", $9)
				    ok = $3 > 35 && $3 == $5 && $3 == $9 }
		END { exit !ok }' out
	verdict "$level: some map by the rows" \
		grep -Eq '^rows: .* that map [1-9]' out
done

# Compilers that do something else with a plugin.
cat >harm <<EOF
#!/bin/sh
case \$* in *-fplugin=*nested.c*|*nested.c*-fplugin=*)
	case \$HARM in
	code) set -- "\$@" -Dout=in ;;
	message) echo "x.c:1:1: warning: harm" >&2 ;;
	crash) kill -KILL \$\$ ;;
	esac ;;
esac
exec $TARGET_CC "\$@"
EOF
chmod +x harm
# harms WHAT TEXT: harm of kind WHAT is told as TEXT, of that program only.
harms() {
	HARM=$1 && export HARM
	harmless "$PWD/harm" -g
	verdict "harm to $1 is found" test "$status" = 1
	verdict "  and named" grep -q "^nested.c: .*$2" out
	verdict "  once" grep -q '^harmed: 1$' out
}
harms code "objects differ"
harms message "messages: x.c:1:1: warning: harm"
harms crash "killed by a signal"

refused "no program is no proof" "name programs" \
	env python3 -B "$TOP/bench/harmless" --kmapcheck="$KMAPCHECK"
