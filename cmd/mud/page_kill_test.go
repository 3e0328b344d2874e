package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is a player in Chromium.
type browser struct{ ctx context.Context }

func browse(t *testing.T, url string) *browser {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is not installed, and CI needs it")
		}
		t.Skip("chromium is not installed: the test of a page whose server is killed is skipped")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx, chromedp.Navigate(url)))
	b := &browser{ctx}
	b.sees(t, "tells more")
	return b
}

func (b *browser) types(t *testing.T, line string) {
	t.Helper()
	must(t, chromedp.Do(b.ctx, chromedp.SendKeys(chromedp.CSS("#line"), line+"\r")))
}

// reload loads the page again and waits until it has a connection.
func (b *browser) reload(t *testing.T) {
	t.Helper()
	must(t, chromedp.Do(b.ctx, chromedp.Reload()))
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("document.getElementById('status').textContent === 'Connected'"))
	must(t, err)
}

func (b *browser) log(t *testing.T) string {
	t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.getElementById('log').innerText"))
	must(t, err)
	return text
}

func (b *browser) sees(t *testing.T, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](fmt.Sprintf("document.getElementById('log').innerText.includes(%q)", text))); err != nil {
		t.Fatalf("%q does not come on the page (%v); it shows:\n%s", text, err, b.log(t))
	}
}

// once holds that who has said all numbers up to most, each once and in order.
func once(t *testing.T, text, who string, most int) {
	t.Helper()
	inOrder(t, who+" said", regexp.MustCompile(who+` says?, "(\d+)"`).FindAllStringSubmatch(text, -1), 0, most)
}

// TestPageOverKills kills the Server three times while somebody on a page talks
// with somebody on telnet, once with the page loaded again meanwhile. Both go
// on by themselves, and have read everything once and in order (row 51 of the
// users' pains).
func TestPageOverKills(t *testing.T) {
	p := start(t, folder(t, ""))
	defer p.kill(t)
	page := browse(t, "http://"+p.web+"/play")
	page.types(t, "create Webster correct-horse-9")
	page.sees(t, "You become Webster")
	bob := enter(t, p.telnet, "Bob", true)
	said, pid := 0, p.server(t, 0)
	for round := range 3 {
		for step := range 3 {
			said++
			must(t, bob.Type(fmt.Sprintf("say %d", said)))
			page.types(t, fmt.Sprintf("say %d", said))
			if step == 1 {
				sigkill(t, pid)
			}
			if step == 1 && round == 1 {
				page.reload(t)
			}
		}
		pid = p.server(t, pid)
		page.sees(t, fmt.Sprintf(`You say, "%d"`, said))
		page.sees(t, fmt.Sprintf(`Bob says, "%d"`, said))
	}
	all := page.log(t)
	must(t, bob.Type("say the end"))
	heard, err := bob.Until("the end")
	must(t, err)
	once(t, all, "You", said)
	once(t, all, "Bob", said)
	once(t, heard, "Webster", said)
}
