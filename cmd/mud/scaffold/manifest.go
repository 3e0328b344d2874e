package scaffold

import (
	"fmt"
	"regexp"
)

var (
	section = regexp.MustCompile(`(?m)^[ \t]*\[add\][ \t]*(#.*)?$`)
	header  = regexp.MustCompile(`(?m)^[ \t]*\[`)
)

// addCommand adds a command to [add] of a manifest, with all else as it is.
func addCommand(manifest, cmdset, command string) (string, error) {
	at := section.FindStringIndex(manifest)
	if at == nil {
		if regexp.MustCompile(`(?m)^[ \t]*\[?add\b`).MatchString(manifest) {
			return "", fmt.Errorf("[add] is written in a way that this program does not change: add %q to %q there yourself", command, cmdset)
		}
		return fmt.Sprintf("%s\n[add]\n%q = [%q]\n", manifest, cmdset, command), nil
	}
	end := len(manifest)
	if next := header.FindStringIndex(manifest[at[1]:]); next != nil {
		end = at[1] + next[0]
	}
	body := manifest[at[1]:end]
	key := regexp.MustCompile(`(?m)^[ \t]*["']` + regexp.QuoteMeta(cmdset) + `["'][ \t]*=[ \t]*\[[ \t]*(\]?)`)
	found := key.FindStringSubmatchIndex(body)
	if found == nil {
		return fmt.Sprintf("%s\n%q = [%q]%s", manifest[:at[1]], cmdset, command, manifest[at[1]:]), nil
	}
	text := fmt.Sprintf("%q, ", command)
	if found[2] < found[3] { // the list is empty
		text = fmt.Sprintf("%q", command)
	}
	place := at[1] + found[2]
	return manifest[:place] + text + manifest[place:], nil
}
