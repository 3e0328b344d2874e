package portalhalf

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is what Prometheus gathers of the Portal itself.
func (h *Half) metrics() http.Handler {
	reg := prometheus.NewRegistry()
	own := prometheus.WrapRegistererWithPrefix("mud_portal_", reg)
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	own.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("connections", "Connections that are open.", func() float64 { return float64(h.portal.Count()) }),
		gauge("players", "Accounts that are logged in.", func() float64 { return float64(len(h.portal.Status().Players)) }),
		gauge("unanswered_lines", "Lines of players that the Server has not run yet.", func() float64 { return float64(h.portal.Unanswered()) }),
		gauge("server_up", "1 while a Server is there.", func() float64 {
			if h.portal.Away() {
				return 0
			}
			return 1
		}),
	)
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{DisableCompression: true})
}

// adminMetrics shows the figures of both halves; while there is no Server,
// those of the Portal alone.
func (h *Half) adminMetrics(w http.ResponseWriter, r *http.Request) {
	a, err := h.ask(r, "")
	h.figures.ServeHTTP(w, r)
	if err == nil && a.Status == http.StatusOK {
		_, _ = w.Write(a.Body) // the client may be gone
	}
}
