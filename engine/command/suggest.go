package command

import (
	"slices"
	"strings"
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
	seen := map[string]bool{}
	low := strings.ToLower(word)
	for _, name := range names {
		other := strings.ToLower(name)
		cost := distance(low, other)
		size := max(utf8.RuneCountInString(low), utf8.RuneCountInString(other))
		if seen[name] || low == "" || 10*cost > 4*size && !strings.HasPrefix(other, low) {
			continue
		}
		seen[name] = true
		list = append(list, scored{name, cost})
	}
	slices.SortFunc(list, func(a, b scored) int {
		if a.cost != b.cost {
			return a.cost - b.cost
		}
		return strings.Compare(a.name, b.name)
	})
	var out []string
	for _, s := range list[:min(n, len(list))] {
		out = append(out, s.name)
	}
	return out
}

// distance is how many letters must be put in, taken out, changed or swapped
// with their neighbour to make b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return max(len(x), len(y))
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
