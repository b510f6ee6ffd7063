#!/usr/bin/env bash
# The real `claude`, which REAL_CLAUDE names below, with the moment in
# microseconds in the place of each mark that comes out of it; asked for the
# model `stand-in`, a program that talks without one.
real="REAL_CLAUDE"
talking="TALKING_CLAUDE"
case " $* " in
*" --model=stand-in "*) exec bash "$talking" ;;
esac
"$real" "$@" | while IFS= read -r line; do
  printf '%s\n' "${line/MARK/@${EPOCHREALTIME/[.,]/}@}"
done
