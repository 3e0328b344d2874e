package command_test

import (
	"slices"
	"strings"
	"testing"

	"mud/engine/command"
)

func TestSuggest(t *testing.T) {
	names := []string{"look", "lock", "say", "whisper", "@reload", "inventory", "quit", "quiet", "Who", "look", "смотреть", "дом"}
	for _, c := range []struct {
		name, word string
		n          int
		want       string
	}{
		{"two letters swapped", "loko", 1, "look"},
		{"neighbours swapped cost one", "wihsper", 3, "whisper"},
		{"a letter too many", "sayy", 3, "say"},
		{"a letter too few", "whispr", 3, "whisper"},
		{"the start of a name", "inv", 3, "inventory"},
		{"the most alike first", "quie", 3, "quiet quit"},
		{"as alike: by the alphabet", "loxk", 3, "lock look"},
		{"no more than asked for", "loxk", 1, "lock"},
		{"none asked for", "look", 0, ""},
		{"caseless, the name as it is written", "WHOO", 3, "Who"},
		{"a name once only", "look", 3, "look lock"},
		{"nothing is like it", "xyzzy", 3, ""},
		{"nothing like a long word", "supercalifragilistic", 3, ""},
		{"nothing typed is like nothing", "", 3, ""},
		{"other alphabets", "смотрет", 3, "смотреть"},
		{"two of three letters wrong, in any alphabet", "кот", 3, ""},
		{"two of three letters wrong", "sit", 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(command.Suggest(c.word, names, c.n), " "); got != c.want {
				t.Errorf("%q suggests %q, want %q", c.word, got, c.want)
			}
		})
	}
}

// TestSuggestBounded: a very long word is compared with nothing, only its
// start counts.
func TestSuggestBounded(t *testing.T) {
	long := strings.Repeat("a", 1<<16)
	if got := command.Suggest(long, []string{"a", long[:65], "b" + long}, 3); len(got) != 0 {
		t.Errorf("suggests %d names", len(got))
	}
	if got := command.Suggest(long[:65], []string{long}, 3); len(got) != 1 {
		t.Errorf("the start of a long name suggests %d names, want 1", len(got))
	}
}

func TestNearest(t *testing.T) {
	if got := command.Nearest("socail.say", []string{"social.say", "social.pose"}); got != "social.say" {
		t.Errorf("got %q", got)
	}
	if got := command.Nearest("xyzzy", []string{"look"}); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
	names := []string{"b", "a"}
	if command.Nearest("a", names); !slices.Equal(names, []string{"b", "a"}) {
		t.Error("the names were sorted")
	}
}
