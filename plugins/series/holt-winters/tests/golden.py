"""Prints the six golden values of src/smoothing.rs: pip install statsmodels==0.15.0; python3 golden.py"""

from statsmodels.tsa.holtwinters import ExponentialSmoothing

VALUES = [15.1, 16.9, 16.9, 16.9, 16.4, 4.0, 2.8, 17.5, 17.9, 18.0, 18.2, 17.3, 4.3, 3.2, 8.9, 18.5, 18.3, 18.2, 16.0,
          4.0, 3.0]
level = sum(VALUES[:7]) / 7
model = ExponentialSmoothing(
    VALUES[7:], trend="add", seasonal="add", seasonal_periods=7, initialization_method="known", initial_level=level,
    initial_trend=0.0, initial_seasonal=[value - level for value in VALUES[:7]])
fit = model.fit(smoothing_level=0.3, smoothing_trend=0.1, smoothing_seasonal=0.2, optimized=False)
print([round(float(value), 10) for value in fit.forecast(6)])
