# The same fit by R, with a dummy for each rep and week: apt-get install r-base-core r-cran-sandwich, then
#   build/release/bench/panel_bench 200 52 --csv > panel.csv && Rscript bench/panel_peer.R panel.csv
panel <- read.csv(commandArgs(TRUE)[1])
panel <- panel[ave(panel$wins, panel$rep, FUN = sum) > 0 & ave(panel$wins, panel$week, FUN = sum) > 0, ]
took <- system.time(fit <- glm(wins ~ hours + factor(rep) + factor(week) + offset(log(opportunities)), poisson, panel,
                               control = list(epsilon = 1e-12)))
error <- sqrt(sandwich::vcovCL(fit, panel$rep, type = "HC0")["hours", "hours"])
cat(sprintf("coefficient %.9f, clustered error %.9f; glm %.1f s of the processor\n", coef(fit)["hours"], error, took["user.self"]))
