# SPDX-License-Identifier: GPL-2.0-or-later
# An interrupted run leaves nothing that the next one could take for whole.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

# A tree where wrong.o is half written, and stays so until the file "go" is
# there.
fake_kernel tree
cat >>tree/Makefile <<'END'
fs/foo/wrong.o: fs/foo/wrong.c
	@echo half >$@; touch half-written
	@while test ! -e go; do sleep 0.1; done
	@echo '  CC      $@'
	@$(CC) -O2 -Iinclude/linux $(KCFLAGS) -c -o $@ $<
END
sed -i "s|@\$(CC)|@$AROUND \$(CC)|" tree/Makefile

# interrupted WHAT SIGNAL COMMAND...: while it compiles.
interrupted() {
	what=$1
	signal=$2
	shift 2
	rm -f tree/half-written tree/fs/foo/*.o
	"$@" >out 2>err </dev/null &
	pid=$!
	tries=0
	while [ ! -e tree/half-written ] && [ $tries -lt 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	kill -s "$signal" $pid
	status=0
	wait $pid || status=$?
	verdict "$what: $signal gives status 2" test "$status" = 2
	verdict "$what: and one sentence" test "$(grep -c kmapcheck: err)" = 1
	verdict "$what: that says how to go on" \
		grep -q 'kmapcheck: interrupted; run the same command' err
	verdict "$what: no half object is left" test ! -e tree/fs/foo/wrong.o
}

# A shell without job control starts what goes to the background with SIGINT
# ignored; the tool catches it all the same.
for signal in INT TERM HUP; do
	interrupted users $signal "$KMAPCHECK" users --cc "$TARGET_CC" tree
done
touch tree/go
run "$KMAPCHECK" users --cc "$TARGET_CC" tree
verdict "users: the next run tells it all" test "$status" = 1 -a \
	"$(grep -c 'wrong.c:9:.*kmap-order' out)" = 1

rm tree/go
interrupted make TERM "$KMAPCHECK" make --cc "$TARGET_CC" -C tree \
	fs/foo/wrong.o
touch tree/go
run "$KMAPCHECK" make --cc "$TARGET_CC" -C tree fs/foo/wrong.o
verdict "make: the next run tells it all" test "$status" = 1 -a \
	"$(grep -c 'wrong.c:9:.*kmap-order' out)" = 1

# A signal that comes while a process is being started is told once as well.
cat >slow.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

pid_t fork(void)
{
	pid_t (*real)(void) = (pid_t (*)(void))dlsym(RTLD_NEXT, "fork");
	pid_t pid = real();
	int i;

	if (pid)
		return pid;
	close(open("half-written", O_CREAT | O_WRONLY, 0666));
	for (i = 0; i < 50; i++)
		usleep(20000);
	return 0;
}
C
if $CC -shared -fPIC -o slow.so slow.c -ldl && [ -z "$AROUND" ]; then
	interrupted start TERM env LD_PRELOAD="$PWD/slow.so" sh -c \
		'cd tree && exec "$0" users --cc "$1" .' "$KMAPCHECK" \
		"$TARGET_CC"
fi
