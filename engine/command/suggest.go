package command

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest is the name that is most like word, "" when none is like it.
func Nearest(word string, names []string) string {
	if near := Suggest(word, names, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// Suggest returns up to n names that are like word, the most alike first.
func Suggest(word string, names []string, n int) []string {
	type scored struct {
		name string
		cost int
	}
	var list []scored
	low := strings.ToLower(word)
	if low == "" {
		return nil
	}
	letters, set := utf8.RuneCountInString(low), lettersOf(low)
	for _, name := range names {
		size := utf8.RuneCountInString(name)
		begins := len(name) >= len(low) && strings.EqualFold(name[:len(low)], low)
		if most := 4 * max(size, letters) / 10; !begins && (max(size-letters, letters-size) > most || apart(set, lettersOf(name)) > most) {
			continue // their lengths, or their letters, differ too much already
		}
		cost := distance(low, strings.ToLower(name))
		if 10*cost > 4*max(size, letters) && !begins {
			continue
		}
		list = append(list, scored{name, cost})
	}
	slices.SortFunc(list, func(a, b scored) int { return cmp.Or(a.cost-b.cost, strings.Compare(a.name, b.name)) })
	list = slices.Compact(list)
	var out []string
	for _, s := range list[:min(n, len(list))] {
		out = append(out, s.name)
	}
	return out
}

// Misspelt reports whether a word is a name with a slip or two in it.
func Misspelt(word, name string) bool {
	return min(len(word), len(name)) >= 8 && distance(word, name) <= 2
}

// lettersOf is a set of bits, one for each letter of a text; some share a bit.
func lettersOf(text string) (set uint32) {
	for _, r := range text {
		if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		}
		set |= 1 << (r & 31) // in ASCII the same for small and capital letters
	}
	return set
}

// apart is the least number of letters that must change to make one set of the
// other.
func apart(a, b uint32) int { return max(bits.OnesCount32(a&^b), bits.OnesCount32(b&^a)) }

// maxCompared is how many letters of two names are compared.
const maxCompared = 64

// distance is how many letters must be put in, taken out, changed or swapped
// with their neighbour to make b of a.
func distance(a, b string) int {
	if utf8.RuneCountInString(a) > maxCompared || utf8.RuneCountInString(b) > maxCompared {
		return max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	}
	var room [2][maxCompared]rune
	x, y := append(room[0][:0], []rune(a)...), append(room[1][:0], []rune(b)...)
	var rows [3][maxCompared + 1]int // the one that is made, the one before it, and the one before that
	made, before, older := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		made[j] = j
	}
	for i := 1; i <= len(x); i++ {
		made, before, older = older, made, before
		made[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			made[j] = min(before[j]+1, made[j-1]+1, before[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				made[j] = min(made[j], older[j-2]+1)
			}
		}
	}
	return made[len(y)]
}
