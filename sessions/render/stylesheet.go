package render

import (
	"fmt"
	"strings"
	"sync"
)

// Stylesheet returns the CSS for what HTML writes: the 256 foreground and
// background classes and those of the styles.
//
// A colour also stands in the custom property --fg or --bg, which inv swaps. A
// page shows 24 bit colours by copying the attributes data-fg and data-bg into
// these properties of the element. For inv it sets --screen-fg and --screen-bg
// on a parent, its own colours (else light grey on black).
func Stylesheet() string { return stylesheet() }

var stylesheet = sync.OnceValue(func() string {
	var out strings.Builder
	for i, c := range shown {
		hex := fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
		fmt.Fprintf(&out, ".f%d{--fg:%s;color:%s}\n.b%d{--bg:%s;background-color:%s}\n", i, hex, hex, i, hex, hex)
	}
	out.WriteString(styleRules)
	return out.String()
})

// styleRules stand behind the colours, because inv has to win over them.
const styleRules = `[data-fg]{color:var(--fg)}
[data-bg]{background-color:var(--bg)}
.bold{font-weight:bold}
.i{font-style:italic}
.u{text-decoration:underline}
.s{text-decoration:line-through}
.u.s{text-decoration:underline line-through}
.bl{animation:bl 1s steps(2,jump-none) infinite}
@keyframes bl{to{opacity:0}}
@media (prefers-reduced-motion:reduce){.bl{animation:none}}
.inv{color:var(--bg,var(--screen-bg,#000));background-color:var(--fg,var(--screen-fg,#c0c0c0))}
`
