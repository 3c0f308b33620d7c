# SPDX-License-Identifier: GPL-2.0-or-later
# What is asked in the wrong way gets one sentence and status 2.
. "$TESTSUITE/lib/script.sh"

says() {
	run "$@"
	[ "$status" = 0 ] && [ -s out ] && [ ! -s err ]
}

verdict "--help" says "$KMAPCHECK" --help
verdict "--version" says "$KMAPCHECK" --version
for command in users make cflags kernel-flags explain dump sites decode; do
	verdict "$command --help" says "$KMAPCHECK" $command --help
done
sed -n 's/^RULE([A-Z]*,[ \t]*"\([^"]*\)".*/\1/p' "$TOP/analysis/rule.def" \
	>rules
while read -r rule; do
	verdict "explain $rule" says "$KMAPCHECK" explain "$rule"
done <rules

for command in --help --version "explain order" "cflags --cc $TARGET_CC"; do
	# shellcheck disable=SC2086
	"$KMAPCHECK" $command >/dev/full 2>err
	status=$?
	verdict "$command: output that is lost gives status 2" test \
		"$status" = 2 -a "$(grep -c 'cannot write' err)" = 1
done

refused "no command" 'no command' "$KMAPCHECK"
refused "an unknown command is told, with the valid ones" \
	"unknown command 'usres'.*users" "$KMAPCHECK" usres
refused "an unknown rule is told, with the valid ones" \
	"unknown rule 'kmap-odrer'.*kmap-order" "$KMAPCHECK" explain kmap-odrer
refused "an unknown rule for --only" \
	"odrer.*kmap-order" "$KMAPCHECK" users --only odrer .
refused "an unknown level" \
	"unknown level 'sure'.*certain" "$KMAPCHECK" users --level sure .
refused "an unknown consequence" "unknown consequence 'never'.*highmem" \
	"$KMAPCHECK" users --consequence always,never .
refused "a number of jobs that is none" \
	"-j needs a number" "$KMAPCHECK" users -j many .
for command in users make cflags kernel-flags explain dump sites decode; do
	case $command in
	make) option=--level ;;		# what is not ours is make's
	*) option=--levle ;;
	esac
	refused "$command: an unknown option, or one without its value" \
		"option '$option'" "$KMAPCHECK" $command $option
done
refused "flags that leave nothing to do" "leave nothing to do" \
	"$KMAPCHECK" cflags --cc "$TARGET_CC" --record-only --no-record
refused "two rules to explain" "one rule at a time" \
	"$KMAPCHECK" explain order leak
refused "nothing to dump" "name at least one object" "$KMAPCHECK" dump
refused "nothing to list the sites of" "name at least one" "$KMAPCHECK" sites
refused "an API file that is not there" \
	"nowhere" "$KMAPCHECK" users --api nowhere .
