package layout

import (
	"slices"
	"strings"
)

// Border says what is drawn around the cells of a table.
type Border string

// The borders. A screen reader gets none of them.
const (
	NoBorder     Border = "none"   // two spaces between columns
	HeaderBorder Border = "header" // a line below the header as well
	Lines        Border = "lines"  // a frame around every cell
)

// Table is rows of cells, laid out in columns as wide as what is in them.
type Table struct {
	Header []string   // nil for none
	Rows   [][]string // in markup
	Align  []string   // of each column: "left" (where it is left out), "right", "center"
	Border Border     // "" is NoBorder
	Width  int        // of the screen in columns: wider columns are wrapped; 0 for no limit
	Linear bool       // for a screen reader: one line a row, the header before each cell
}

// Text lays the table out.
func (t Table) Text(m Measure) string {
	if t.Linear {
		return t.linear(m)
	}
	rows := t.Rows
	if t.Header != nil {
		rows = append([][]string{bold(t.Header)}, rows...)
	}
	widths := t.fit(m, rows)
	var lines []string
	line := t.rule(widths)
	for i, row := range rows {
		if t.Border == Lines {
			lines = append(lines, line)
		}
		lines = append(lines, t.row(m, row, widths)...)
		if i == 0 && t.Header != nil && t.Border == HeaderBorder {
			lines = append(lines, line)
		}
	}
	if t.Border == Lines && len(rows) > 0 {
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// linear is the table for a screen reader.
func (t Table) linear(m Measure) string {
	lines := make([]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		var cells []string
		for i, cell := range row {
			if strings.TrimSpace(m.Plain(cell)) == "" {
				continue
			}
			if i < len(t.Header) && t.Header[i] != "" {
				cell = t.Header[i] + ": " + cell
			}
			cells = append(cells, cell)
		}
		lines = append(lines, strings.Join(cells, ", "))
	}
	return strings.Join(lines, "\n")
}

func bold(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = "|w" + c + "|n"
	}
	return out
}

// narrowest is how narrow a column is made before the table is let grow wider
// than the screen.
const narrowest = 6

// fit is how wide each column is: as wide as its widest cell, less where the
// screen has no room; then the widest columns give way first.
func (t Table) fit(m Measure, rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], min(MaxWidth, m.Width(cell)))
		}
	}
	if t.Width <= 0 || len(widths) == 0 {
		return widths
	}
	for over := t.total(widths) - t.Width; over > 0; over-- {
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	return widths
}

// total is how wide the table is with columns of these widths.
func (t Table) total(widths []int) int {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	if t.Border == Lines {
		return sum + 3*len(widths) + 1
	}
	return sum + 2*(len(widths)-1)
}

// rule is a horizontal line of the table.
func (t Table) rule(widths []int) string {
	if t.Border != Lines {
		return strings.Repeat("-", max(0, t.total(widths)))
	}
	var b strings.Builder
	for _, w := range widths {
		b.WriteString("+" + strings.Repeat("-", w+2))
	}
	return b.String() + "+"
}

// row is one row, of as many lines as its highest cell has.
func (t Table) row(m Measure, row []string, widths []int) []string {
	cells := make([][]string, len(widths))
	height := 1
	for i := range widths {
		text := ""
		if i < len(row) {
			text = row[i]
		}
		cells[i] = m.Lines(text, max(1, widths[i]))
		height = max(height, len(cells[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		parts := make([]string, len(widths))
		for i, cell := range cells {
			text := ""
			if n < len(cell) {
				text = cell[n]
			}
			parts[i] = m.Pad(text, widths[i], t.align(i))
		}
		lines[n] = t.join(parts)
	}
	return lines
}

func (t Table) align(column int) string {
	if column < len(t.Align) {
		return t.Align[column]
	}
	return "left"
}

// join puts the cells of one line side by side; a bar is doubled, as it is
// markup.
func (t Table) join(parts []string) string {
	if t.Border == Lines {
		return "|| " + strings.Join(parts, " || ") + " ||"
	}
	return strings.TrimRight(strings.Join(parts, "  "), " ")
}
